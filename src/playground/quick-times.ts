/**
 * About how long a quick training takes, s, before anything of it has been measured on the visitor's own machine: rounded
 * up from WASM with two threads. Only a promise on a button; a name that is missing here gets a button without one.
 */
export const QUICK_SECONDS: Readonly<Record<string, number>> = {
  judge: 15,
  "masked-mlp": 10,
  "masked-mlp-best": 10,
  "latent-search": 10,
  "energy-generator": 15,
  "energy-descent": 15,
  "denoising-autoencoder": 20,
  "vae-projection": 15,
  "hole-filling-gan": 20,
  "hole-filling-gan-as-logged": 20,
  "hole-filling-gan-corrected": 20,
  "restoration-unet": 25,
  "restoration-unet-centre-hole": 25,
};
