/** `npm run kernels`: compiles the WASM kernels where that is due. */
import { ensureKernels } from "./kernels.ts";

await ensureKernels();
