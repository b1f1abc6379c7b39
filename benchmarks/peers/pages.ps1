# The loop that people write in PowerShell: Invoke-RestMethod for page after page.
# For each line on standard input it reads the whole list once and prints the seconds that took.
param($address, $token)
$ProgressPreference = 'SilentlyContinue'
$headers = @{ Authorization = "Bearer $token" }
while ($null -ne [Console]::In.ReadLine()) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $devices = [Collections.Generic.List[object]]::new()
    do {
        $page = Invoke-RestMethod -Uri "$address/api/v1/devices?limit=300&offset=$($devices.Count)&ordering=device_id" -Headers $headers
        $devices.AddRange([object[]]$page)
    } while ($page.Count -eq 300)
    $seconds = $watch.Elapsed.TotalSeconds.ToString('0.000000', [Globalization.CultureInfo]::InvariantCulture)
    [Console]::Out.WriteLine("$seconds $($devices.Count)")
}
