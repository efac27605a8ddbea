package io.faultline.experiment.hub;

/** What came of a wish about a hub. */
public sealed interface Hubbing {
    /** What it comes to, and what to do about it. */
    default String says() {
        return switch (this) {
            case Done(Hub hub) -> "hub '%s' is kept".formatted(hub.name());
            case NameTaken(String name) -> "a hub is named '%s' already; choose another name".formatted(name);
            case Missing() -> "there is no such hub (any more); faultline hub list names those there are";
            case Embedded() -> "this hub comes with Faultline and is as it is; add one of your own: faultline hub add";
            case TooMany() -> "there are %d hubs already; remove one first".formatted(Hubs.MOST);
            case Busy() -> "it is being taken in at this moment; ask again when that is done";
            case SecretNeeded() ->
                "its secret was given for another server and goes to no other; send the secret with the new address";
            case Failed(String name, String why) -> "hub '%s' could not be taken in: %s".formatted(name, why);
        };
    }

    record Done(Hub hub) implements Hubbing {}

    record NameTaken(String name) implements Hubbing {}

    record Missing() implements Hubbing {}

    /** It is the one that comes along: it is as it is. */
    record Embedded() implements Hubbing {}

    /** There are as many as there may be. */
    record TooMany() implements Hubbing {}

    /** Somebody else is taking it in at this moment. */
    record Busy() implements Hubbing {}

    /** Its secret was given for another server, and goes to no other. */
    record SecretNeeded() implements Hubbing {}

    /** @param why in words that hold no secret */
    record Failed(String name, String why) implements Hubbing {}
}
