/** Answers for a question that is asked faster than it is answered: one goes on, the latest waits, the rest are dropped. */
export class LatestOnly<Question> {
  readonly #answer: (question: Question) => Promise<void>;
  #waiting: { readonly question: Question } | null = null;
  #isGoing = false;

  constructor(answer: (question: Question) => Promise<void>) {
    this.#answer = answer;
  }

  async ask(question: Question): Promise<void> {
    this.#waiting = { question };
    if (this.#isGoing) return;
    this.#isGoing = true;
    try {
      while (this.#waiting !== null) {
        const { question: next } = this.#waiting;
        this.#waiting = null;
        await this.#answer(next);
      }
    } finally {
      this.#isGoing = false;
    }
  }
}
