<?xml version="1.0" encoding="utf-8"?>
<!--
  Makes the views of objects of several tenants: every table of Kandji.Format.ps1xml with a first column that shows the tenant. The build
  writes them to Kandji.Tenants.Format.ps1xml, which a command loads when it first works in several tenants, so that the import of the module
  need not. SessionCommandRuntime gives what it writes the name of the type that selects them.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" indent="yes" />
  <xsl:strip-space elements="*" />

  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()" /></xsl:copy>
  </xsl:template>

  <xsl:template match="comment()" />

  <!-- Lists show the tenant as a property, and some tables have the column already. -->
  <xsl:template match="View[not(TableControl)] | View[TableControl/TableHeaders/TableColumnHeader/Label = 'Tenant']" />

  <xsl:template match="View/Name | ViewSelectedBy/TypeName">
    <xsl:copy><xsl:value-of select="concat(., '#Tenant')" /></xsl:copy>
  </xsl:template>

  <xsl:template match="TableHeaders">
    <TableHeaders>
      <TableColumnHeader><Label>Tenant</Label></TableColumnHeader>
      <xsl:apply-templates />
    </TableHeaders>
  </xsl:template>

  <xsl:template match="TableColumnItems">
    <TableColumnItems>
      <TableColumnItem>
        <ScriptBlock>if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') { [Kandji.PowerShell.Views.DisplayText]::FitTenant($_.Tenant, $ExecutionContext) } else { "$($_.Tenant)" -replace '[\p{Cc}\p{Cf}]', '?' -replace '^(.{11}).{2,}$', '$1…' }</ScriptBlock>
      </TableColumnItem>
      <xsl:apply-templates />
    </TableColumnItems>
  </xsl:template>
</xsl:stylesheet>
