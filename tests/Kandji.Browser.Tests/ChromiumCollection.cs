namespace Kandji.Browser.Tests;

/// <summary>The tests that share a browser, one after another.</summary>
[CollectionDefinition("Chromium")]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;
