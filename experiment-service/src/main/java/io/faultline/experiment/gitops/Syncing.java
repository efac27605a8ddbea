package io.faultline.experiment.gitops;

import java.util.List;

/** What came of a wish about GitOps. */
public sealed interface Syncing {
    /** What it comes to, and what to do about it. */
    default String says() {
        return switch (this) {
            case Done done -> "taken: %d, forgotten: %d, refused: %d".formatted(done.taken().size(),
                    done.forgotten().size(), done.refused().size());
            case Off() -> "GitOps is off; turn it on: faultline gitops enable URL";
            case Busy() -> "a sync is under way; ask again when it is done";
            case SecretNeeded() ->
                "the secret was given for another server and goes to no other; send the secret with the new address";
            case Failed(String why) -> "the repository could not be used: " + why;
        };
    }

    /**
     * @param taken names of experiments made or changed
     * @param forgotten names of those forgotten
     * @param refused names of those whose files cannot be taken
     */
    record Done(GitOps gitOps, List<String> taken, List<String> forgotten, List<String> refused) implements Syncing {
        public Done {
            taken = List.copyOf(taken);
            forgotten = List.copyOf(forgotten);
            refused = List.copyOf(refused);
        }
    }

    record Off() implements Syncing {}

    /** A sync is under way. */
    record Busy() implements Syncing {}

    /** The secret was given for another server, and goes to no other. */
    record SecretNeeded() implements Syncing {}

    /** @param why in words that hold no secret */
    record Failed(String why) implements Syncing {}
}
