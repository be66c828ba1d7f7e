import { waitFor } from "@testing-library/dom";
import { fireEvent, render } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { fixture } from "./lib/host/fixture";
import { useHost } from "./lib/host/host";
import { subscriptions } from "./lib/state/subscriptions.svelte";
import PublishSettings from "./views/PublishSettings.svelte";
import SubscriptionSettings from "./views/SubscriptionSettings.svelte";

test("a folder is chosen, and a title and an address that is one are kept", async () => {
  useHost(fixture("lang=en"));
  const { getByTestId, queryByTestId, container } = render(PublishSettings);
  await waitFor(() => getByTestId("publish-choose"));
  expect(queryByTestId("publish-now")).toBeNull();
  await fireEvent.click(getByTestId("publish-choose"));
  await waitFor(() => getByTestId("publish-now"));
  const address = getByTestId("publish-address");
  await fireEvent.change(address, { target: { value: "ftp://lab" } });
  await fireEvent.input(address, { target: { value: "ftp://lab" } });
  await fireEvent.change(address);
  await waitFor(() => expect(container.textContent).toMatch(/https:\/\/example\.org\/papers\//));
});

test("a subscription is added with its papers, and removed", async () => {
  useHost(fixture("lang=en"));
  subscriptions.all = [];
  const { getByTestId, findByText, container } = render(SubscriptionSettings);
  await fireEvent.input(getByTestId("subscribe-address"), { target: { value: "https://lab.example/papers/" } });
  await fireEvent.click(getByTestId("subscribe-add"));
  await findByText("lab.example");
  expect(container.textContent).toContain("https://lab.example/papers/");
  expect(container.textContent).toMatch(/3 .*42/);
  const remove = [...container.querySelectorAll("button")].find((button) => /Remove|移除/.test(button.textContent));
  await fireEvent.click(remove!);
  await waitFor(() => expect(container.textContent).not.toContain("lab.example"));
});

test("a category of arXiv is added, and how many papers of a day are taken is a number", async () => {
  useHost(fixture("lang=en"));
  subscriptions.all = [];
  const { getByTestId, findByText, queryByTestId, container } = render(SubscriptionSettings);
  expect(queryByTestId("subscribe-per-day")).toBeNull();
  await fireEvent.input(getByTestId("subscribe-address"), { target: { value: "cs.CL" } });
  await fireEvent.click(getByTestId("subscribe-add"));
  await findByText("arXiv cs.CL");
  const field = getByTestId("subscribe-per-day");
  expect(field).toHaveProperty("value", "20");
  await fireEvent.input(field, { target: { value: "0" } });
  await fireEvent.change(field);
  expect(container.textContent).toMatch(/1 (to|到) 500/);
  await fireEvent.input(field, { target: { value: "35" } });
  await fireEvent.change(field);
  await waitFor(() => expect(subscriptions.all[0]?.per_day).toBe(35));
});
