import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "../src/api";
import { isConfirmed, logInAs, openerWithin } from "../src/telegram";

const signed = (user: object) =>
  new URLSearchParams({ user: JSON.stringify(user), auth_date: "1", hash: "00" }).toString();
const hash = (...initData: string[]) => `#${new URLSearchParams(initData.map((data) => ["tgWebAppData", data]))}`;

const ADA = { id: 815, first_name: "Ada", last_name: "Lovelace", username: "ada" };

beforeEach(() => {
  localStorage.clear();
  vi.spyOn(session, "loginFromTelegram").mockResolvedValue(null);
});
afterEach(() => vi.restoreAllMocks());

test("the person whom the address names is told apart by more than a name", () => {
  expect(openerWithin(hash(signed(ADA)))).toEqual({ initData: signed(ADA), id: "815", name: "Ada Lovelace @ada" });
  expect(openerWithin("#/make")).toBeNull();
  expect(openerWithin("")).toBeNull();
});

test("what another app put before the word of Telegram is not taken for it", () => {
  expect(openerWithin(hash(signed({ id: 1 }), signed(ADA)))).toBeNull();
});

test("an account is asked about until one has logged in with it, and each other one is", async () => {
  const ada = openerWithin(hash(signed(ADA)));
  const other = openerWithin(hash(signed({ ...ADA, id: 816 })));
  if (!ada || !other) throw new Error("nobody is named");
  expect(isConfirmed(ada)).toBe(false);
  await logInAs(ada);
  expect(session.loginFromTelegram).toHaveBeenCalledWith(ada.initData);
  expect([isConfirmed(ada), isConfirmed(other)]).toEqual([true, false]);
});

test("whoever is refused is asked about again, and so is nobody", async () => {
  vi.mocked(session.loginFromTelegram).mockRejectedValue(new Error("refused"));
  const ada = openerWithin(hash(signed(ADA)));
  const nobody = openerWithin(hash("nonsense"));
  if (!ada || !nobody) throw new Error("nobody is named");
  await expect(logInAs(ada)).rejects.toThrow();
  expect([isConfirmed(ada), isConfirmed(nobody)]).toEqual([false, false]);
});
