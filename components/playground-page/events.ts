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

/** A part of the page asks for something else; all the rest stays as it is. */
export class ChoiceChangedEvent extends Event {
  static readonly type = "choice-changed";
  readonly change: Partial<PlaygroundChoice>;

  constructor(change: Partial<PlaygroundChoice>) {
    super(ChoiceChangedEvent.type, UPWARD);
    this.change = change;
  }
}

/** A test digit is asked for. `index` counts those of its kind from 0. */
export class DigitChosenEvent extends Event {
  static readonly type = "digit-chosen";
  readonly digit: number;
  readonly index: number;

  constructor(digit: number, index: number) {
    super(DigitChosenEvent.type, UPWARD);
    this.digit = digit;
    this.index = index;
  }
}

/** What a button does to the whole picture: one step back, no hole, no picture, or one that is fitted and centred. */
export type PadStep = "undo" | "mend" | "blank" | "centre";

export class PadStepEvent extends Event {
  static readonly type = "pad-step";
  readonly step: PadStep;

  constructor(step: PadStep) {
    super(PadStepEvent.type, UPWARD);
    this.step = step;
  }
}

/** A visitor has chosen a file to put on the pad. */
export class PictureBroughtEvent extends Event {
  static readonly type = "picture-brought";
  readonly file: Blob;

  constructor(file: Blob) {
    super(PictureBroughtEvent.type, UPWARD);
    this.file = file;
  }
}

/** Where a stroke stands: the pen has gone down, moves, or was lifted. */
export type PadStroke = "begun" | "going" | "ended";

/** The picture on the pad is another one. `stroke` says whether the pen is still down. */
export class PadChangedEvent extends Event {
  static readonly type = "pad-changed";
  readonly picture: PadPicture;
  readonly stroke: PadStroke;

  constructor(picture: PadPicture, stroke: PadStroke) {
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
    "choice-changed": ChoiceChangedEvent;
    "digit-chosen": DigitChosenEvent;
    "pad-step": PadStepEvent;
    "picture-brought": PictureBroughtEvent;
    "pad-changed": PadChangedEvent;
    "training-requested": TrainingRequestedEvent;
    "training-stop-requested": TrainingStopRequestedEvent;
    "generator-chosen": GeneratorChosenEvent;
  }
}
