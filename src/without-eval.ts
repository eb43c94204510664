/**
 * Tells zod to write no functions at run time. The page's security policy forbids that, and a library that only tries it
 * fills the console with reports. Import it before any module that makes a schema.
 */
import { config } from "zod/mini";

config({ jitless: true });
