import { expect } from "@esm-bundle/chai";
import { IMAGE_SIZE_PX } from "../../src/data/dataset.ts";
import { openLab, pageFaultsOf, type LabWindow } from "./lab-window.ts";
import { allWithin, buttonOf, press, settled, textOf, until, within } from "./page.ts";

/** Drawing digits and finding their principal directions, on a machine that is busy with something else. */
const PREPARING_MS = 90_000;

/** Comes with the lab. */
const UNET = "Restoration U-Net";
const BASELINES = ["Leave black", "Mean image", "PCA, 20 components", "Linear fill"];

const cards = (lab: HTMLElement): HTMLElement[] => allWithin(lab, "restorer-card");
const cardOf = (lab: HTMLElement, label: string): HTMLElement => {
  const card = cards(lab).find((one) => textOf(one).startsWith(label));
  if (card === undefined) throw new Error(`nobody is called ${label}`);
  return card;
};
/** "0.0210", as the card prints it. */
const holeMse = (card: HTMLElement): string => textOf(within(card, "dd"));
const said = (lab: HTMLElement): string => textOf(within(lab, "playground-page >> .sr-only[role=status]"));

async function opened(hash = "#/playground", widthPx = 1280, fillings = 5): Promise<LabWindow> {
  const page = await openLab(hash, widthPx);
  const filled = (): number => allWithin(page.lab, "restorer-card >> canvas.restored").length;
  await until("those asked for fill", () => filled() === fillings, PREPARING_MS);
  await until("nothing is left to prepare", () => !textOf(page.lab).includes(" …"), PREPARING_MS);
  return page;
}

/** A pen that goes down at one pixel of the digit, moves to another, and is lifted. */
function stroke({ window, lab }: LabWindow, from: [number, number], to: [number, number]): void {
  const pad = within(lab, "digit-pad >> .pad");
  Object.assign(pad, { setPointerCapture: () => undefined }); // no pointer of this id is really there
  const { left, top, width } = pad.getBoundingClientRect();
  const scale = width / IMAGE_SIZE_PX;
  const tell = (type: string, [x, y]: [number, number]): void => {
    const [clientX, clientY] = [left + scale * (x + 0.5), top + scale * (y + 0.5)];
    pad.dispatchEvent(new window.PointerEvent(type, { clientX, clientY, button: 0, pointerId: 1, bubbles: true }));
  };
  tell("pointerdown", from);
  tell("pointermove", to);
  tell("pointerup", to);
}

function key({ window, lab }: LabWindow, type: "keydown" | "keyup", name: string, shiftKey = false): void {
  within(lab, "digit-pad >> .pad").dispatchEvent(
    new window.KeyboardEvent(type, { key: name, shiftKey, bubbles: true }),
  );
}

describe("the playground in the lab", function inTheLab() {
  this.timeout(4 * PREPARING_MS);

  it("opens with a digit whose hole a network and the baselines have filled, and fills anew as it is erased", async () => {
    const page = await opened();
    const { lab, window } = page;
    expect(window.document.title).to.equal("Lacuna: playground");
    for (const label of BASELINES) expect(Number(holeMse(cardOf(lab, label)))).to.be.within(0, 1);
    expect(Number(holeMse(cardOf(lab, "Linear fill")))).to.be.lessThan(Number(holeMse(cardOf(lab, "Leave black"))));
    expect(textOf(cards(lab)[0] as HTMLElement))
      .to.contain(`${UNET}`)
      .and.to.contain("Came with the lab, learnt from MNIST");
    expect(Number(holeMse(cardOf(lab, UNET)))).to.be.lessThan(Number(holeMse(cardOf(lab, "Linear fill"))));
    expect(textOf(lab)).to.contain("The four simple methods learnt from 2 000 embedded digits.");
    expect(buttonOf(lab, "Train Masked MLP, as published, about").disabled).to.equal(false);
    expect(await pageFaultsOf(page, "opened")).to.deep.equal([]);

    const before = BASELINES.map((label) => holeMse(cardOf(lab, label)));
    stroke(page, [4, 8], [24, 8]);
    await until("every number has changed", () =>
      BASELINES.every((label, i) => holeMse(cardOf(lab, label)) !== before[i]),
    );
    await until("the best are told", () => /^(Linear fill|Restoration U-Net): hole MSE 0\.\d{4}\. /.test(said(lab)));
    expect(window.location.hash).to.match(/^#\/playground\?hole=[\w-]{131}$/);

    const paces = allWithin(lab, "restorer-card >> .ms").map(textOf);
    console.log(`live fills: ${paces.join(", ")}`);
    for (const pace of paces) expect(Number(/\d+/.exec(pace)?.[0])).to.be.lessThan(500); // 50 on an idle machine

    press(lab, "Undo");
    await until("the numbers are back", () => BASELINES.every((label, i) => holeMse(cardOf(lab, label)) === before[i]));
    expect(window.location.hash).to.equal("#/playground");
    press(lab, "Put all back");
    await until("nothing is missing", () => holeMse(cardOf(lab, "Leave black")) === "no hole");
    expect(textOf(cardOf(lab, "Leave black"))).to.contain("∞ dB");
  });

  it("is worked by keys alone, says what is on the pad, and shows the same thing after a reload", async () => {
    const page = await opened(
      "#/playground?digit=3&hole=none&tool=patch&size=6&restorers=linear-fill,nobody&colour=red",
      1280,
      1,
    );
    const { lab, window } = page;
    expect(textOf(lab)).to.contain('Cannot set "colour": the playground knows');
    expect(textOf(lab)).to.contain('Cannot show restorer "nobody": there is none of that name.');
    expect(cards(lab).length).to.equal(1);
    const describe = (): string => within(lab, "digit-pad >> .pad").getAttribute("aria-label") ?? "";
    expect(describe()).to.equal("Drawing pad with a 3, nothing is missing");
    within(lab, "digit-pad >> .pad").focus();
    key(page, "keydown", "ArrowLeft", true);
    key(page, "keydown", " ");
    key(page, "keyup", " ");
    await until("a patch is missing", () => describe() === "Drawing pad with a 3, 5 % is missing");
    await until("it is filled", () => /^0\.\d{4}$/.test(holeMse(cardOf(lab, "Linear fill"))));
    const [hash, mse] = [window.location.hash, holeMse(cardOf(lab, "Linear fill"))];
    expect(hash).to.contain("digit=3").and.to.contain("tool=patch").and.to.contain("size=6");
    const again = await openLab(hash);
    await until(
      "it is filled again",
      () =>
        allWithin(again.lab, "restorer-card >> dd").length > 0 && holeMse(cards(again.lab)[0] as HTMLElement) === mse,
      PREPARING_MS,
    );
  });

  it("takes a dropped picture, and says why it cannot take another", async () => {
    const { lab, window } = await openLab("#/playground");
    await until("the pad is there", () => allWithin(lab, "digit-pad").length === 1);
    const canvas = new OffscreenCanvas(60, 60);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 60, 60);
    context.fillStyle = "#123";
    context.fillRect(26, 10, 8, 40);
    const drop = (file: File): void => {
      const dataTransfer = new window.DataTransfer();
      dataTransfer.items.add(file);
      window.dispatchEvent(new window.DragEvent("drop", { dataTransfer, cancelable: true }));
    };
    drop(new window.File([await canvas.convertToBlob()], "one.png", { type: "image/png" }));
    const pad = (): string => within(lab, "digit-pad >> .pad").getAttribute("aria-label") ?? "";
    await until("it is on the pad", () => pad().startsWith("Drawing pad with your own picture"));
    drop(new window.File(["no picture"], "broken.png", { type: "image/png" }));
    await until("it is refused", () =>
      textOf(lab).includes("Cannot read broken.png: this browser does not know it as an image. Choose a PNG or JPEG."),
    );
    await until("the digits are there", () => cards(lab).length === 1 + BASELINES.length, PREPARING_MS);
    expect(pad(), "a digit that came late").to.contain("your own picture");
  });

  it("walks through a generator: by drag, by keys and by the slider", async () => {
    const page = await opened("#/playground?restorers=leave-black,mean-image,pca,linear-fill", 1280, 4);
    const { lab, window } = page;
    const now = within<HTMLCanvasElement>(lab, "generator-panel >> canvas.now");
    const looks = (): string => now.toDataURL();
    await until("a digit is there", () => now.width > 0 && new Set(pixelsOf(now)).size > 20);
    const first = looks();
    within(lab, "latent-pad >> .plane").dispatchEvent(
      new window.KeyboardEvent("keydown", { key: "ArrowRight", shiftKey: true, bubbles: true }),
    );
    await until("another digit is there", () => looks() !== first);
    const second = looks();
    const slider = within<HTMLInputElement>(lab, "generator-panel >> input[type=range]");
    slider.value = "100";
    slider.dispatchEvent(new window.Event("input", { bubbles: true }));
    await until("it has morphed", () => looks() !== second);
    expect(within(lab, "latent-pad >> .plane").getAttribute("aria-label")).to.contain("point at 1.50, −1.20");
    await settled(lab);
    expect(textOf(within(lab, "generator-panel"))).to.contain("Morph from A to B 100 %");
  });

  it("fits a phone without scrolling sideways, and has no fault there", async () => {
    const page = await opened("#/playground?tool=stripe", 360);
    const { documentElement } = page.window.document;
    expect(documentElement.scrollWidth).to.equal(360);
    expect(await pageFaultsOf(page, "phone")).to.deep.equal([]);
  });
});

function pixelsOf(canvas: HTMLCanvasElement): Iterable<number> {
  return canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
}
