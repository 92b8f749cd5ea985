"""Every rule: its name, how bad it is to break it, why, and what to set. `docs/doctor.md` shows this table."""

from shared.doctor.findings import Finding, Rule, Severity, printable

_ALL = {
    Severity.STOPS: (
        (
            "setting-not-understood",
            "it has no meaning, and a guess could be the unsafe one",
            "what the line allows",
        ),
        (
            "cors-any-origin",
            "any page on the internet could show the widget and speak to the API from a customer's browser",
            "`ALLOWED_ORIGINS` (and CORS in the portal) to the origins of the bank's pages, one by one",
        ),
        (
            "lobby-off-short-secret",
            "without the lobby nobody checks who typed the PIN, so a guess that hits is in the call",
            "`LOBBY=on`, or `PIN_SECRET_DIGITS=6`",
        ),
        (
            "network-budget-order",
            "a day that allows less than ten minutes do is a slip",
            "`NETWORK_FAILURES_DAY`",
        ),
        (
            "single-app",
            "one host name for customers and operators: sign-in cannot be required on every path",
            "`SURFACE=public` on one app and `SURFACE=operator` on the other",
        ),
        (
            "sign-in-off",
            "who an operator is comes from App Service Authentication; without it anybody may say who they are",
            "App Service Authentication on; the platform then sets `WEBSITE_AUTH_ENABLED`",
        ),
        (
            "front-door-id-missing",
            "the app could not tell the bank's Front Door, and its firewall, from anybody else's",
            "`FRONT_DOOR_ID` to the `frontDoorId` of the bank's own profile",
        ),
        (
            "local-tenant-in-azure",
            "that tenant is the laptop's, made up and known to everybody",
            "`TENANT_ID` to the bank's Entra tenant",
        ),
        ("address-missing", "the app was told to use a service and not where it is", "the setting that the line names"),
        ("address-not-https", "tokens would travel where anybody may read them", "the `https://` address"),
        (
            "connection-string-misplaced",
            "a connection string has an address and a key of its own, and belongs in the vault alone",
            "either `ACS_ENDPOINT`, or `ACS_CONNECTION_SECRET` with `SECRETS=key_vault`",
        ),
        (
            "adapters-do-not-mix",
            "instances that share a store must share keys and signals too",
            "`CALLS=acs` and `SECRETS=key_vault` beside `STORE=cosmos`",
        ),
        (
            "laptop-adapter-in-azure",
            "what it keeps stays on one instance and is lost with it",
            "`STORE=cosmos`, `CALLS=acs`, `SECRETS=key_vault`",
        ),
        (
            "emulator-key-in-azure",
            "whoever reads the settings could open the account",
            "no `COSMOS_KEY`",
        ),
        ("developer-credential-in-azure", "a person's rights are not the app's", "`AZURE_CREDENTIAL=managed_identity`"),
    ),
    Severity.UNSAFE: (
        (
            "single-app-allowed",
            "sign-in cannot be required on every path of an app that customers use too",
            "two apps, and no `ALLOW_SINGLE_APP`",
        ),
        (
            "lobby-off",
            "no operator hears a match code before a customer is in: whoever has the PIN is in the call",
            "`LOBBY=on`",
        ),
        (
            "cors-localhost",
            "whatever runs on a customer's own machine may speak to the API in their browser",
            "`ALLOWED_ORIGINS` without `http://localhost`",
        ),
        (
            "network-budget-high",
            "one address may guess more often than a whole IPv6 /48 may by default: 50 in ten minutes, 200 a day",
            "`NETWORK_FAILURES_10M=5` and `NETWORK_FAILURES_DAY=20`, or little more",
        ),
        (
            "refusal-floor-low",
            "how long a refusal takes may tell a guesser whether a PIN exists; 300 ms covers the slowest",
            "`REFUSAL_FLOOR_MS=300`",
        ),
        (
            "neighbour-unreachable",
            "without it calls are refused",
            "the setting named; the log says whether it is the address, the network or the role",
        ),
        (
            "clock-skew",
            "past one minute rotations overlap wrongly and young tokens are refused; five minutes off, the services"
            " refuse Entra's tokens and an access key's signatures",
            "the machine's clock by NTP (in Azure it is the platform's: open a ticket)",
        ),
        (
            "two-write-regions",
            "a PIN is used once because one region decides; two of them can both say yes",
            "one write region on the Cosmos DB account, others to read",
        ),
        (
            "consistency-not-strong",
            "reads ask for `Strong`, so a weaker account refuses each of them",
            "the account's default consistency to `Strong`",
        ),
        (
            "signing-key-small",
            "NIST SP 800-57 asks for 2048 bits, and from 2031 on for 3072; the app refuses a key under 2048",
            "`scripts/vault_secrets.py rotate-key session`, then disable the small one",
        ),
        (
            "pepper-shared",
            "who reads one environment's store and pepper can try PINs of the other's, away from every limit",
            "`scripts/vault_secrets.py rotate-pepper --environment NAME`, then disable the shared one",
        ),
        (
            "signing-key-shared",
            "a session that one environment gave out is believed by the other",
            "`scripts/vault_secrets.py rotate-key session --environment NAME`, then disable the shared one",
        ),
        (
            "setting-changed",
            "somebody changed it by hand: the next deployment takes it back, and nobody reviewed it",
            "the parameter, and deploy; or take the change back",
        ),
        ("setting-missing", "what was declared is not there, so a default stands in", "deploy again"),
        (
            "setting-extra",
            "the app goes by it, and nobody declared it, so nobody reviewed it",
            "it among the parameters, or take it away",
        ),
        (
            "open-to-the-internet",
            "whoever finds the app's own name goes around Front Door and its firewall",
            "access restrictions: default action Deny, for the app and its SCM site",
        ),
        (
            "front-door-not-checked",
            "every customer of Azure has a Front Door; only the header tells the bank's",
            "allow `AzureFrontDoor.Backend` with `x-azure-fdid` equal to `FRONT_DOOR_ID`, and nothing else; for the SCM"
            " site too",
        ),
        (
            "cors-on-operator-app",
            "pages of other origins have no business with what operators may do",
            "no CORS origins on the operator app",
        ),
        (
            "sign-in-not-required",
            "what asks nobody to sign in can be asked by anybody",
            "requireAuthentication true",
        ),
        ("sign-in-excluded-paths", "an excluded path is served to whoever asks", "excludedPaths empty"),
    ),
    Severity.WORTH_KNOWING: (
        (
            "setting-undeclared",
            "this app does not go by it: the platform added it, or somebody by hand",
            "nothing when the platform added it; else take it away, and if it held a secret, change that",
        ),
        ("long-lived-pins", "a PIN that waits longer can be guessed, or misused, for longer", "`PIN_TTL_SECONDS=300`"),
        ("debug-log", "more is written than anybody needs every day, and it costs", "`LOG_LEVEL=INFO`"),
        (
            "environment-unnamed",
            "secrets that belong to another environment cannot be told from ours",
            "`ENVIRONMENT` to its name, such as `prod`",
        ),
        (
            "public-url-missing",
            "the app takes the name in a request's Host for its own, and behind Front Door that is another name",
            "`PUBLIC_URL` to the address that browsers have",
        ),
        (
            "no-allowed-origins",
            "no page of the bank can show the widget",
            "`ALLOWED_ORIGINS` to the origins of its pages",
        ),
        (
            "access-key-in-use",
            "a key can be copied and must be rotated; a managed identity cannot and need not",
            "`ACS_ENDPOINT` in place of `ACS_CONNECTION_SECRET`, where the identity may open the resource",
        ),
        (
            "signing-key-old",
            "the longer a key is used the more it opens if it was ever copied; ninety days is this project's choice",
            "`scripts/vault_secrets.py rotate-key session`; disable a version ten minutes after the newer one signs",
        ),
        (
            "pepper-old",
            "a pepper that was ever copied opens every tag made with it; a year is this project's choice",
            "`scripts/vault_secrets.py rotate-pepper`",
        ),
    ),
}
RULES: dict[str, Rule] = {
    name: Rule(name, severity, why, set_) for severity, rows in _ALL.items() for name, why, set_ in rows
}
"""By name, worst first."""


def found(rule: str, setting: str, what: str) -> Finding:
    """This rule is broken; texts of files and neighbours are made printable. Raises KeyError for an unknown rule."""
    return Finding(RULES[rule], printable(setting), printable(what))
