export { PersonMenu } from "./person-menu";
export { TopBar } from "./top-bar";
