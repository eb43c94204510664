import { expect } from "@esm-bundle/chai";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { Random } from "../../../src/random.ts";
import { finish } from "../../../src/restorers/in-pieces.ts";
import { symmetricEigen, type Eigen } from "../../../src/restorers/symmetric-eigen.ts";
import { expectClose } from "../../backends.ts";

const decompose = (matrix: ArrayLike<number>, size: number): Promise<Eigen> =>
  finish(symmetricEigen(Float64Array.from(matrix), size), () => Promise.resolve());

/** Asserts that V is orthonormal and that A·v = λ·v for each of its rows. */
function expectEigen({ values, vectors }: Eigen, matrix: ArrayLike<number>, size: number): void {
  const v = new Matrix(Array.from({ length: size }, (_, k) => [...vectors.subarray(k * size, (k + 1) * size)]));
  expectClose(v.mmul(v.transpose()).to1DArray(), Matrix.eye(size).to1DArray(), 1e-12);
  const a = Matrix.from1DArray(size, size, Array.from(matrix));
  const scaled = Matrix.diag([...values]).mmul(v);
  expectClose(v.mmul(a).to1DArray(), scaled.to1DArray(), 1e-12);
}

describe("the eigenvectors of a symmetric matrix", () => {
  it("of [[2, 1], [1, 2]] belong to 1 and 3", async () => {
    const eigen = await decompose([2, 1, 1, 2], 2);
    expectClose([...eigen.values].sort(), [1, 3], 1e-15);
    expectEigen(eigen, [2, 1, 1, 2], 2);
  });

  it("are the axes where the matrix is diagonal, whatever repeats or is zero, and of one number it is 1", async () => {
    const diagonal = [3, 0, 0, 0, 0, 0, 0, 0, 3];
    expectEigen(await decompose(diagonal, 3), diagonal, 3);
    expectEigen(await decompose(new Float64Array(16), 4), new Float64Array(16), 4);
    expect(await decompose([5], 1)).to.deep.equal({ values: Float64Array.of(5), vectors: Float64Array.of(1) });
    expect((await decompose([], 0)).values.length).to.equal(0);
  });

  for (const [size, rank] of [
    [3, 3],
    [17, 17],
    [37, 5],
    [64, 64],
  ] as const) {
    it(`agree with ml-matrix: ${size} × ${size}, rank ${rank}`, async () => {
      const random = new Random(size);
      const root = new Matrix(Array.from({ length: size }, () => Array.from({ length: rank }, () => random.normal())));
      const matrix = root.mmul(root.transpose());
      const eigen = await decompose(matrix.to1DArray(), size);
      expectEigen(eigen, matrix.to1DArray(), size);
      const wanted = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
      const rising = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
      expectClose(rising(eigen.values), rising(wanted), 1e-12);
    });
  }

  it("come in pieces that say how far they are", () => {
    const size = 300;
    const random = new Random(1);
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal();
    }
    const shares: number[] = [];
    for (const share of symmetricEigen(matrix, size)) shares.push(share);
    expect(shares.length).to.be.above(4);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).to.equal(true);
  });

  it("of a matrix with a NaN are refused", async () => {
    let message = "";
    await decompose([1, Number.NaN, Number.NaN, 1], 2).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("Cannot find eigenvectors");
  });
});
