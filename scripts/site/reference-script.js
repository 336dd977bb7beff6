// Shows /openapi.json in the page. Nothing is asked of any other server: whatever in Scalar would do that is off.
Scalar.createApiReference("#reference", {
  url: "/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  proxyUrl: "",
  externalUrls: { dashboardUrl: "", registryUrl: "", proxyUrl: "", apiBaseUrl: "" },
  operationTitleSource: "path",
  hideClientButton: true,
  showDeveloperTools: "never",
  persistAuth: false,
  hideDarkModeToggle: true,
  documentDownloadType: "json",
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});
