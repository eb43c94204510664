/**
 * For `npx web-test-runner --watch`, which runs the browser tests alone while you work; `npm test` runs them by the same
 * settings, with the command line's tests beside them.
 */
import { tsImport } from "tsx/esm/api";

const { runnerConfig } = await tsImport("./scripts/test/runner-config.ts", import.meta.url);

export default await runnerConfig({ lanes: 1, frozen: false });
