/** How much of its room the lab has used, in one sentence. */

export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

/** From here on there may soon be no room for the next run. */
const NEARLY_FULL = 0.8;

/** Null where the browser does not tell. */
export async function storageUse(): Promise<StorageUse | null> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
  } catch {
    return null;
  }
}

export function storageSentence({ usedBytes, quotaBytes }: StorageUse): { text: string; isNearlyFull: boolean } {
  const isNearlyFull = usedBytes >= NEARLY_FULL * quotaBytes;
  const text = `The lab uses ${bytesText(usedBytes)} of the ${bytesText(quotaBytes)} that this browser gives it.`;
  if (!isNearlyFull) return { text, isNearlyFull };
  return {
    text: `${text} Export runs that should last and delete old ones, or the next run may not be kept.`,
    isNearlyFull,
  };
}

/** "12 MB": two significant figures. */
export function bytesText(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let [value, place] = [bytes, 0];
  for (; value >= 999.5 && place < units.length - 1; place++) value /= 1000;
  const shown = value < 10 && place > 0 ? Number(value.toPrecision(2)) : Math.round(value);
  return `${shown} ${units[place]}`;
}
