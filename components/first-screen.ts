/**
 * The page's way in. The parts of the first screen are fetched side by side, and each is read in a task of its own, so that
 * a slow phone answers to a touch meanwhile; the lab takes the place of the opening words once all of them are there.
 */
import "../src/without-eval.ts";
import { installTheme } from "./theme.ts";

installTheme();

void openLab();

async function openLab(): Promise<void> {
  try {
    const [{ LacunaLab }] = await Promise.all([
      import("./lacuna-lab.ts"),
      import("./home-page.ts"),
      import("./lab-places.ts"),
      import("./status-bar.ts"),
      import("./site-notice.ts"),
    ]);
    customElements.define("lacuna-lab", LacunaLab);
  } catch (error) {
    console.error(error);
    sayFailure();
  }
}

/** Where the person is looking, without anything that may not have come. */
function sayFailure(): void {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.textContent =
    "The lab could not be loaded: there is no connection, or a new version was published. Reload the page.";
  document.querySelector("lacuna-lab .opening")?.append(sentence);
}
