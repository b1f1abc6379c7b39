<#
.SYNOPSIS
    Runs the Pester suite in this PowerShell, says what came of it, and fails when a test did.
.DESCRIPTION
    The one way in which the suite is run: 'dotnet test' reads the file of results, build.ps1 the output.
#>
[CmdletBinding()]
param(
    # The manifest of the Pester to use.
    [Parameter(Mandatory)]
    [string] $Pester,

    # Where the tests are.
    [string] $Path = $PSScriptRoot,

    # A file to write the result of each test into, as JSON.
    [string] $ResultPath,

    # A file to write the results into, as NUnit's XML.
    [string] $ReportPath
)

$ErrorActionPreference = 'Stop'
Import-Module -Name $Pester

$configuration = @{
    Run    = @{ Path = $Path; PassThru = $true }
    Output = @{ Verbosity = 'Detailed' }
}
if ($ReportPath) { $configuration.TestResult = @{ Enabled = $true; OutputPath = $ReportPath } }
$run = Invoke-Pester -Configuration $configuration

function Format-Failure {
    param($Item)
    @($Item.ErrorRecord | ForEach-Object { "$($_.Exception.Message)`n$($_.ScriptStackTrace)" }) -join "`n"
}

# A file that cannot be read and a block that cannot begin or end are failures too, whether or not a test was in them.
$results = @(
    foreach ($container in $run.Containers) {
        if ($container.Result -eq 'Failed' -and $container.ErrorRecord) {
            $name = [System.IO.Path]::GetFileName("$($container.Item)")
            [pscustomobject]@{ Name = $name; Result = 'Failed'; Message = Format-Failure $container }
        }
    }
    foreach ($block in $run.FailedBlocks) {
        if ($block.ErrorRecord) {
            $name = "$($block.ExpandedPath), before and after its tests"
            [pscustomobject]@{ Name = $name; Result = 'Failed'; Message = Format-Failure $block }
        }
    }
    foreach ($test in $run.Tests) {
        [pscustomobject]@{ Name = $test.ExpandedPath; Result = "$($test.Result)"; Message = Format-Failure $test }
    }
)
if ($ResultPath) { [System.IO.File]::WriteAllText($ResultPath, (ConvertTo-Json -InputObject $results)) }

$passed = @($results | Where-Object Result -EQ Passed).Count
$skipped = @($results | Where-Object Result -EQ Skipped).Count
"$passed passed, $($results.Count - $passed - $skipped) failed, $skipped skipped"
exit [int]($run.Result -ne 'Passed' -or $passed -eq 0)
