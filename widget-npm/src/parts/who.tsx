import { initials } from "../words/names.js";

/** The operator's name, whole, with initials for a face. */
export function Who({ name, role }: { readonly name: string; readonly role: string }) {
  return (
    <div className="who">
      <span className="face" aria-hidden="true">
        {initials(name)}
      </span>
      <div>
        <strong>{name}</strong>
        <span className="small quiet block">{role}</span>
      </div>
    </div>
  );
}
