import { defineConfig } from "vitest/config";

/** Where `vite` finds the API while one works on the page; the server is started beside it. */
const SERVER = "http://127.0.0.1:7860";

export default defineConfig({
  appType: "mpa",
  build: {
    outDir: "built",
    assetsDir: "static",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: addresses
    license: { fileName: "licenses.md" },
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { input: ["index.html", "login.html", "api.html", "share.html", "verify.html", "missing.html"] },
  },
  server: { fs: { allow: [".", "../../../locales"] }, proxy: { "/api/": SERVER } },
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"] },
});
