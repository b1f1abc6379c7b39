using Kandji.Client.Json;

namespace Kandji.Client.Tests.Json;

public sealed class ApiNameTests
{
    [Theory]
    [InlineData("last_check_in", "LastCheckIn")]
    [InlineData("a_field_added_later", "AFieldAddedLater")]
    [InlineData("eSIMServerURL", "ESIMServerURL")]
    [InlineData("enrollment_code.is_active", "EnrollmentCodeIsActive")]
    [InlineData("id", "Id")]
    [InlineData("___", "___")]
    [InlineData("größe_in_mm", "GrößeInMm")]
    public void ToPascalCase_WhenGivenAFieldsName_IsAPropertysName(string name, string expected) =>
        Assert.Equal(expected, ApiName.ToPascalCase(name));

    [Theory]
    [InlineData("LastCheckIn", "last_check_in")]
    [InlineData("OSVersion", "os_version")]
    [InlineData("Id", "id")]
    [InlineData("Wifi5", "wifi5")]
    public void ToSnakeCase_WhenGivenAPropertysName_IsAFieldsName(string name, string expected) =>
        Assert.Equal(expected, ApiName.ToSnakeCase(name));
}
