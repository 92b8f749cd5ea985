/** Who somebody is to the service: the id that a grant calls `userId`. */
import type { CommunicationIdentifierKind } from "@azure/communication-common";

/** "8:acs:..."; null for kinds of participants that our calls never have. */
export function rawIdOf(identifier: CommunicationIdentifierKind): string | null {
  return identifier.kind === "communicationUser" ? identifier.communicationUserId : null;
}
