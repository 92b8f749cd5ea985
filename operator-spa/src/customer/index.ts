export { CustomerCard } from "./customer-card";
export { Steps } from "./steps";
export { customerWords } from "./words";
