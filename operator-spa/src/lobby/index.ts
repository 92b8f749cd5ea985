export { HeldCard } from "./held-card";
export { LobbyCard } from "./lobby-card";
export { OthersBar } from "./others-bar";
export { lobbyWords } from "./words";
