/** A share as people read it: "+11 %", with a true minus. */
export function percentText(share: number): string {
  return `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)} %`;
}
