/** What the parts of the playground tell the page, and the page the lab. */
import type { PlaygroundChoice } from "../../src/playground/choice.ts";
import type { PadPicture } from "../../src/playground/pad.ts";

const UPWARD = { bubbles: true, composed: true } as const;

/** Another choice, for the address. */
export class PlaygroundChoiceEvent extends Event {
  static readonly type = "playground-choice";
  readonly choice: PlaygroundChoice;

  constructor(choice: PlaygroundChoice) {
    super(PlaygroundChoiceEvent.type, UPWARD);
    this.choice = choice;
  }
}

/** The picture on the pad is another one. `stroke` says whether the pen is still down. */
export class PadChangedEvent extends Event {
  static readonly type = "pad-changed";
  readonly picture: PadPicture;
  readonly stroke: "begun" | "going" | "ended";

  constructor(picture: PadPicture, stroke: "begun" | "going" | "ended") {
    super(PadChangedEvent.type, UPWARD);
    this.picture = picture;
    this.stroke = stroke;
  }
}

/** Please train this restorer, or the judge. */
export class TrainingRequestedEvent extends Event {
  static readonly type = "training-requested";
  readonly restorer: string;

  constructor(restorer: string) {
    super(TrainingRequestedEvent.type, UPWARD);
    this.restorer = restorer;
  }
}

export class TrainingStopRequestedEvent extends Event {
  static readonly type = "training-stop-requested";

  constructor() {
    super(TrainingStopRequestedEvent.type, UPWARD);
  }
}

/** Another generator is looked at. */
export class GeneratorChosenEvent extends Event {
  static readonly type = "generator-chosen";
  readonly generator: string;

  constructor(generator: string) {
    super(GeneratorChosenEvent.type, UPWARD);
    this.generator = generator;
  }
}

declare global {
  interface HTMLElementEventMap {
    "playground-choice": PlaygroundChoiceEvent;
    "pad-changed": PadChangedEvent;
    "training-requested": TrainingRequestedEvent;
    "training-stop-requested": TrainingStopRequestedEvent;
    "generator-chosen": GeneratorChosenEvent;
  }
}
