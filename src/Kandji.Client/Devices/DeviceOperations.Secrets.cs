using Kandji.Client.Http;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

public sealed partial class DeviceOperations
{
    /// <summary>
    /// Reads the secrets kept for a device, all kinds at once. Stands for GET /api/v1/devices/{device_id}/secrets/filevaultkey, bypasscode,
    /// unlockpin and recoverypassword.
    /// </summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="types">Which to read; none: all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The secrets; one that there is none of is null.</returns>
    /// <exception cref="KandjiApiException">The token lacks a permission, or a call failed.</exception>
    public async Task<DeviceSecret> GetSecretAsync(
        string deviceId, IReadOnlyCollection<DeviceSecretType>? types = null, CancellationToken cancellationToken = default)
    {
        OperationTable table = OperationTable.For(typeof(DeviceSecretType));
        Task<SecretResponse?> Read(DeviceSecretType type) => types is not { Count: > 0 } || types.Contains(type)
            ? SecretAsync(table[type].Operation, deviceId, cancellationToken)
            : Task.FromResult<SecretResponse?>(null);

        Task<SecretResponse?> key = Read(DeviceSecretType.FileVaultKey);
        Task<SecretResponse?> code = Read(DeviceSecretType.BypassCode);
        Task<SecretResponse?> pin = Read(DeviceSecretType.UnlockPin);
        Task<SecretResponse?> password = Read(DeviceSecretType.RecoveryPassword);
        await Task.WhenAll(key, code, pin, password).ConfigureAwait(false);
        return new DeviceSecret
        {
            DeviceId = deviceId,
            FileVaultKey = OrNull(key.Result?.Key),
            UserBypassCode = OrNull(code.Result?.UserBasedAlbc),
            DeviceBypassCode = OrNull(code.Result?.DeviceBasedAlbc),
            UnlockPin = OrNull(pin.Result?.Pin),
            RecoveryPassword = OrNull(password.Result?.RecoveryPassword),
        };
    }

    // That there is no such secret is an answer, in the service's words a failure.
    private async Task<SecretResponse?> SecretAsync(ApiOperation operation, string deviceId, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.GetAsync<SecretResponse>(new ApiRequest(operation, deviceId), cancellationToken).ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
        {
            return null;
        }
    }

    private static string? OrNull(string? secret) => string.IsNullOrEmpty(secret) ? null : secret;

    private sealed class SecretResponse : KandjiObject
    {
        public string? UserBasedAlbc { get; set; }

        public string? DeviceBasedAlbc { get; set; }

        public string? Key { get; set; }

        public string? Pin { get; set; }

        public string? RecoveryPassword { get; set; }

        // No text holds a secret.
        public override string ToString() => nameof(SecretResponse);
    }
}
