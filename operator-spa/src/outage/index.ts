export { AwayBar } from "./away-bar";
