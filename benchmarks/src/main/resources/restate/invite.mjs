// A virtual object for each code: Restate runs its handlers one after the other, and keeps its state.
import { createRequire } from "node:module";

// The SDK takes this from Node 22 on.
Promise.withResolvers ??= function () {
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred;
};

const installed = createRequire(`${process.env.ADMIT_RESTATE}/`);
const { object, serve, RestatePromise } = installed("@restatedev/restate-sdk");

const invite = object({
  name: "Invite",
  handlers: {
    create: async (context, { maxUses }) => {
      if ((await context.get("max")) === null) {
        context.set("max", maxUses);
      }
      return "CREATED";
    },
    // Its caller sends the request id as idempotency key.
    redeem: async (context, { userId }) => {
      const [max, uses, own] = await RestatePromise.all([
        context.get("max"),
        context.get("uses"),
        context.get(`u:${userId}`),
      ]);
      if (max === null) {
        return "UNKNOWN_CODE";
      }
      if (own !== null) {
        return "ALREADY_USED";
      }
      if ((uses ?? 0) >= max) {
        return "EXHAUSTED";
      }
      context.set(`u:${userId}`, true);
      context.set("uses", (uses ?? 0) + 1);
      return "REDEEMED";
    },
  },
  // Otherwise each call would be sent all users of its code.
  options: { enableLazyState: true },
});

await serve({ services: [invite], port: Number(process.env.PORT) });
