/**
 * About how long a quick training takes, s, before anything of it has been measured on the visitor's own machine: rounded
 * up from WASM with two threads of an AMD EPYC, from what a step took in short trainings. Only a promise on a button; a name
 * that is missing here gets a button without one.
 */
export const QUICK_SECONDS: Readonly<Record<string, number>> = {
  judge: 40,
  "masked-mlp": 15,
  "masked-mlp-best": 15,
  "latent-search": 10,
  "energy-generator": 30,
  "energy-descent": 30,
  "denoising-autoencoder": 15,
  "vae-projection": 25,
  "hole-filling-gan": 40,
  "hole-filling-gan-as-logged": 30,
  "hole-filling-gan-corrected": 30,
  "restoration-unet": 30,
  "restoration-unet-centre-hole": 30,
};
