@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # Functions of build.ps1 and of the tests are named for what they do and are nobody's cmdlets.
        'PSUseShouldProcessForStateChangingFunctions'
        # Pester runs BeforeAll and It in different script blocks of one scope, which the rule cannot see.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        # Everything here runs in both.
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
    }
}
