/** What the lab has for its places: each is shown from these, and what it asks for is passed to one of them. */
import type { BenchController } from "../bench-controller.ts";
import type { LabController } from "../lab-controller.ts";
import type { Address } from "./address.ts";
import type { FormDesk } from "./form-desk.ts";
import type { SweepDesk } from "./sweep-desk.ts";

export interface Desks {
  readonly address: Address;
  readonly lab: LabController;
  readonly bench: BenchController;
  readonly sweeps: SweepDesk;
  readonly form: FormDesk;
}
