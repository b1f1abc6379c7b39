BeforeDiscovery {
    $isCore = $PSEdition -eq 'Core'
    $hasGit = [bool] (Get-Command git -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    . $PSScriptRoot/Tenant.ps1

    # Two of one name, which copies refuse.
    function Remove-Twin {
        param($Session)
        Get-KandjiBlueprint Kiosk -Session $Session | Select-Object -Skip 1 | Remove-KandjiBlueprint -Force
        Get-KandjiCustomScript 'Set wallpaper' -Session $Session | Select-Object -Skip 1 | Remove-KandjiCustomScript -Force
    }

    # The recipes of the page, by their headings: the blocks of PowerShell of each.
    function Get-Recipe {
        param([string] $Heading)
        $page = (Get-Content -LiteralPath (Join-Path $Repository docs/configuration.md) -Raw) -replace "`r"
        $part = [regex]::Match($page, "(?s)(?<=\n### $([regex]::Escape($Heading))\n).*?(?=\n###? |\z)").Value
        [regex]::Matches($part, '(?s)(?<=```powershell\n).*?(?=```)').Value
    }
}

Describe 'Configuration as files' {
    BeforeEach {
        $tenant = Start-Tenant -Devices 20
        Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
        $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
        Push-Location -LiteralPath $folder
    }

    AfterEach {
        Pop-Location
        Disconnect-Kandji *
        Stop-Tenant $tenant
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'goes to files and back' {
        Export-KandjiConfiguration acme | Should -Not -BeNullOrEmpty
        Compare-KandjiConfiguration acme | Should -BeNullOrEmpty
        Add-Content -LiteralPath 'acme/scripts/Clean temp folders/audit.zsh' 'echo added'

        $difference = Compare-KandjiConfiguration ./acme
        $difference.Change | Should -Be UpdatedLocal
        $difference.Lines | Should -Contain '+echo added'
        { Compare-KandjiConfiguration acme -ErrorOnDifference } | Should -Throw -ErrorId 'KandjiDifference,*'

        Import-KandjiConfiguration acme -WhatIf | Should -BeNullOrEmpty
        (Get-KandjiCustomScript 'Clean temp folders').Script | Should -Not -BeLike '*echo added*'
        (Import-KandjiConfiguration acme -InformationAction Ignore).Outcome | Should -Be Updated
        (Get-KandjiCustomScript 'Clean temp folders').Script | Should -BeLike '*echo added*'
        Compare-KandjiConfiguration acme -ErrorOnDifference | Should -BeNullOrEmpty
    }

    It 'stops at a conflict, and Sync takes the side that was asked for' {
        Export-KandjiConfiguration acme | Out-Null
        Add-Content -LiteralPath 'acme/scripts/Clean temp folders/audit.zsh' 'echo ours'
        Set-KandjiCustomScript 'Clean temp folders' -Script "#!/bin/zsh`necho theirs" | Out-Null

        { Import-KandjiConfiguration acme -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiConfigurationConflict,*'
        (Get-KandjiCustomScript 'Clean temp folders').Script | Should -BeLike '*theirs*'
        (Sync-KandjiConfiguration acme -OnConflict Remote).Outcome | Should -Be Written
        Get-Content -LiteralPath 'acme/scripts/Clean temp folders/audit.zsh' -Raw | Should -BeLike '*theirs*'
        Compare-KandjiConfiguration acme | Should -BeNullOrEmpty
    }

    It 'reads and writes YAML in a load context of its own' -Skip:(-not $isCore) {
        Export-KandjiConfiguration acme -Format Yaml | Out-Null
        Compare-KandjiConfiguration acme -ErrorOnDifference | Should -BeNullOrEmpty
        $contexts = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'YamlDotNet' } |
            ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_) }
        $contexts | Should -Not -BeNullOrEmpty
        $contexts | Should -Not -Contain ([System.Runtime.Loader.AssemblyLoadContext]::Default)
    }

    It 'says on Windows PowerShell that YAML needs PowerShell 7' -Skip:$isCore {
        New-KandjiConfiguration acme | Out-Null
        New-Item -ItemType Directory acme/scripts/a | Out-Null
        Set-Content -LiteralPath acme/scripts/a/info.yaml 'name: a'
        Compare-KandjiConfiguration acme -ErrorAction SilentlyContinue -ErrorVariable failed | Out-Null
        "$failed" | Should -BeLike '*PowerShell 7*'
    }

    It 'shows tables that fit' {
        Export-KandjiConfiguration acme | Out-String -Width 80 | ForEach-Object { $_ -split "`n" } |
            ForEach-Object { ($_ -replace "`e\[[0-9;]*m").TrimEnd().Length | Should -BeLessOrEqual 80 }
    }
}

Describe 'The recipes of docs/configuration.md' -Skip:(-not $hasGit) {
    BeforeAll {
        $acme = Start-Tenant -Devices 20
        $globex = Start-Tenant -Devices 0
        New-Module -Name Microsoft.PowerShell.SecretManagement -ArgumentList @{ Acme = $acme.Token; Globex = $globex.Token } {
            param($tokens)
            function Get-Secret { param([string] $Name, [string] $Vault) $tokens[$Name] }
        } | Import-Module
        Register-KandjiTenant acme -Uri $acme.Uri -SecretName Acme
        Register-KandjiTenant globex -Uri $globex.Uri -SecretName Globex
        Connect-Kandji acme, globex | Out-Null
        Remove-Twin acme
        Remove-Twin globex
        Disconnect-Kandji *
        $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
        # No commit depends on who runs the tests.
        $env:GIT_AUTHOR_NAME = $env:GIT_COMMITTER_NAME = 'Tests'
        $env:GIT_AUTHOR_EMAIL = $env:GIT_COMMITTER_EMAIL = 'tests@example.com'

        function Invoke-Recipe {
            param([string] $Heading, [int] $Block)
            try { & ([scriptblock]::Create(@(Get-Recipe $Heading)[$Block])) } finally { Disconnect-Kandji * }
        }

        # A repository of the first tenant, committed.
        function Initialize-Repository {
            Connect-Kandji acme | Out-Null
            git init --quiet acme
            Export-KandjiConfiguration acme -Force | Out-Null
            git -C acme add --all
            git -C acme commit --quiet --message first
            Disconnect-Kandji *
        }
    }

    AfterAll {
        Unregister-KandjiTenant *
        Remove-Module Microsoft.PowerShell.SecretManagement
        Stop-Tenant $acme
        Stop-Tenant $globex
        Remove-Item -LiteralPath $folder -Recurse -Force
        Remove-Item Env:GIT_AUTHOR_NAME, Env:GIT_COMMITTER_NAME, Env:GIT_AUTHOR_EMAIL, Env:GIT_COMMITTER_EMAIL
    }

    BeforeEach {
        $place = New-Item -ItemType Directory -Path (Join-Path $folder ([guid]::NewGuid()))
        Push-Location -LiteralPath $place
    }

    AfterEach {
        Pop-Location
        Disconnect-Kandji *
    }

    It 'back up every night, and commit only what changed' {
        git init --quiet backup
        Invoke-Recipe 'A nightly backup in git' 0 | Should -Not -BeNullOrEmpty
        git -C backup status --porcelain | Should -BeNullOrEmpty
        Invoke-Recipe 'A nightly backup in git' 0 | Should -BeNullOrEmpty
        git -C backup log --oneline | Should -HaveCount 1

        Connect-Kandji acme | Out-Null
        New-KandjiCustomScript 'Nightly' -Script "#!/bin/zsh`nexit 0" | Out-Null
        Invoke-Recipe 'A nightly backup in git' 0 | Out-Null
        git -C backup show --name-only --format= | Should -Contain 'scripts/Nightly/audit.zsh'
        Connect-Kandji acme | Out-Null
        Remove-KandjiCustomScript 'Nightly' -Force
        Invoke-Recipe 'A nightly backup in git' 0 | Out-Null
        'backup/scripts/Nightly' | Should -Not -Exist
        git -C backup log --oneline | Should -HaveCount 3
        git -C backup status --porcelain | Should -BeNullOrEmpty
    }

    It 'fail on drift, with the lines' {
        Initialize-Repository
        Invoke-Recipe 'Drift, as a check of CI' 0 | Should -BeNullOrEmpty
        Add-Content -LiteralPath 'acme/scripts/Clean temp folders/audit.zsh' 'echo drift'
        $shown = [System.Collections.Generic.List[object]]::new()
        { Invoke-Recipe 'Drift, as a check of CI' 0 | ForEach-Object { $shown.Add($_) } } | Should -Throw -ErrorId 'KandjiDifference,*'
        $shown | Should -Contain 'UpdatedLocal: CustomScript Clean temp folders.Script'
        $shown | Should -Contain '+echo drift'
    }

    It 'apply a pull request when it is merged, and commit the write-back' {
        Initialize-Repository
        New-Item -ItemType Directory acme/scripts/Merged | Out-Null
        Set-Content -LiteralPath acme/scripts/Merged/info.json '{ "name": "Merged" }'
        Set-Content -LiteralPath acme/scripts/Merged/audit.zsh "#!/bin/zsh`nexit 0"
        git -C acme add --all
        git -C acme commit --quiet --message 'A pull request'

        $recipe = 'A pull request that is applied when it is merged'
        Invoke-Recipe $recipe 0
        git -C acme status --porcelain | Should -BeNullOrEmpty
        (Invoke-Recipe $recipe 1 6> $null).Outcome | Should -Be Created
        git -C acme show --name-only --format= | Should -Be @('kandji/state.json', 'scripts/Merged/info.json')
        Invoke-Recipe $recipe 1 | Should -BeNullOrEmpty
        git -C acme status --porcelain | Should -BeNullOrEmpty
    }

    It 'copy a tenant to a test tenant' {
        Connect-Kandji acme | Out-Null
        New-KandjiTag 'copied' | Out-Null
        Set-KandjiCustomScript 'Clean temp folders' -Script "#!/bin/zsh`necho copied" | Out-Null
        Disconnect-Kandji *
        $results = Invoke-Recipe 'A tenant copied to a test tenant' 0
        @($results | Where-Object Outcome -EQ Created).Name | Should -Contain 'copied'
        @($results | Where-Object Outcome -EQ Updated).Name | Should -Contain 'Clean temp folders'
        Connect-Kandji globex | Out-Null
        (Get-KandjiCustomScript 'Clean temp folders').Script | Should -BeLike '*copied*'
    }
}
