export { CallList } from "./call-list";
export { EndedCard, IdleCard, MissingCard, ReadingCard } from "./cards";
export { withNewer } from "./listed";
export { NewCallButton } from "./new-call-button";
export { useCall, type CallReport } from "./use-call";
export { useCalls, type CallsReport } from "./use-calls";
export { useNewCall } from "./use-new-call";
export { callsWords } from "./words";
