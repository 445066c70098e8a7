import { defineConfig } from "vitest/config";

/** Where `vite` finds the API while one works on the page; the server is started beside it. */
const SERVER = "http://127.0.0.1:7860";

/** The server knows by this name which file has the texts of a language, to name it to the browser within the page. */
const TEXTS = "static/texts-[name]-[hash].js";

/** How long a test waits, also on a machine that is busy with others. */
const PATIENCE_MS = 300_000;

export default defineConfig({
  appType: "mpa",
  build: {
    outDir: "built",
    assetsDir: "static",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: addresses
    license: { fileName: "licenses.md" },
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      input: ["index.html", "login.html", "api.html", "share.html", "verify.html", "missing.html"],
      output: {
        chunkFileNames: ({ facadeModuleId }) => (facadeModuleId?.includes(".ftl") ? TEXTS : "static/[name]-[hash].js"),
        codeSplitting: { groups: [{ name: "shared", minShareCount: 2, tags: ["$initial"] }] }, // few files load sooner than small ones
      },
    },
  },
  server: { fs: { allow: [".", "../../../locales"] }, proxy: { "/api/": SERVER } },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});
