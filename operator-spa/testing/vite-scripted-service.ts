import { createServerModuleRunner, type Plugin } from "vite";

/** Answers `/api` from a service played in memory, for looking at the app without the real one. */
export function scriptedService(): Plugin {
  return {
    name: "scripted-service",
    async configureServer(server) {
      const runner = createServerModuleRunner(server.environments.ssr);
      const { ScriptedService } = await runner.import<typeof import("./scripted-service")>(
        "/testing/scripted-service.ts",
      );
      const service = new ScriptedService();
      server.middlewares.use("/scripted/customer-arrives", (_, response) => {
        const open = [...service.calls.values()].reverse().find(({ state }) => state === "open");
        if (open) service.customerArrives(open.call_id);
        response.end(
          open ? `A customer waits; their number is ${service.matchCode}.\n` : "No call is open.\n",
        );
      });
      server.middlewares.use("/api", (request, response) => {
        void (async () => {
          let body = "";
          for await (const piece of request) body += String(piece);
          const headers = new Headers();
          for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
          const answer = await service.fetch(new URL(request.originalUrl ?? "/", "http://localhost"), {
            method: request.method ?? "GET",
            headers,
            ...(body === "" ? {} : { body }),
          });
          response.writeHead(answer.status, Object.fromEntries(answer.headers));
          response.end(await answer.text());
        })();
      });
    },
  };
}
