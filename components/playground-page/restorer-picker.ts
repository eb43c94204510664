/** Boxes to tick for who stands beside the pad, and for how much of the picture they show. */
import { html, nothing, type TemplateResult } from "lit";
import type { PlaygroundChoice } from "../../src/playground/choice.ts";
import type { CastMember } from "../../src/playground/protocol.ts";
import { afterToggle, isShown, readyMembers } from "./shown-restorers.ts";

/** @returns nothing while nobody is ready */
export function restorerPicker(
  cast: readonly CastMember[],
  choice: PlaygroundChoice,
  choose: (change: Partial<PlaygroundChoice>) => void,
): TemplateResult | typeof nothing {
  const ready = readyMembers(cast);
  if (ready.length === 0) return nothing;
  const { known } = choice;
  return html`<div class="row">
    <fieldset class="chips">
      <legend class="sr-only">Restorers shown</legend>
      ${ready.map(
        ({ name, label }) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${isShown(choice, name)}
              @change=${() => choose({ restorers: afterToggle(cast, choice, name) })}
            />${label}</label
          >`,
      )}
    </fieldset>
    <fieldset class="chips">
      <legend class="sr-only">Pixels outside the hole</legend>
      <label
        ><input
          type="checkbox"
          .checked=${known === "repainted"}
          @change=${() => choose({ known: known === "kept" ? "repainted" : "kept" })}
        />Show what they make of the rest of the digit too</label
      >
    </fieldset>
  </div>`;
}
