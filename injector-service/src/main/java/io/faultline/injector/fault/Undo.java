package io.faultline.injector.fault;

/**
 * How an effect is taken away, as plain data: committed to the journal before the effect is made, and enough by itself
 * for whoever mends, however long after and in whatever process.
 */
public sealed interface Undo
        permits
        Undo.Nothing,
        Undo.Killed,
        Undo.LetGoOn,
        Undo.EndWorkers,
        Undo.DeleteFile,
        Undo.RemoveToxic,
        ClusterUndo,
        ApplicationUndo {
    /** The command by which a person does the same. */
    String byHand();

    /** What was done when it is carried out, for people. */
    String deed();

    /** Whether the effect stays on its machine when the process that made it dies. */
    default boolean outlivesOwner() {
        return switch (this) {
            case LetGoOn _,EndWorkers _,DeleteFile _ -> true;
            case Nothing _,Killed _,RemoveToxic _,ClusterUndo _,ApplicationUndo _ -> false;
        };
    }

    /** There is no effect to take away. */
    record Nothing() implements Undo {
        @Override
        public String byHand() {
            return "nothing to do";
        }

        @Override
        public String deed() {
            return "had nothing to take away";
        }
    }

    /** A process that is to be killed: restarting it is what the target has to show. */
    record Killed(long pid, long startedAt) implements Undo {
        @Override
        public String byHand() {
            return "nothing to do: whoever looks after process %d has to start it again".formatted(pid);
        }

        @Override
        public String deed() {
            return "left it to others to start process %d again".formatted(pid);
        }
    }

    /** A frozen process is let go on, if it is still the one that started at that tick. */
    record LetGoOn(long pid, long startedAt) implements Undo {
        @Override
        public String byHand() {
            return "kill -CONT " + pid;
        }

        @Override
        public String deed() {
            return "let process %d go on".formatted(pid);
        }
    }

    /** Worker processes bearing this mark are ended. */
    record EndWorkers(String mark) implements Undo {
        @Override
        public String byHand() {
            return "pkill -KILL -f " + mark;
        }

        @Override
        public String deed() {
            return "ended the workers " + mark;
        }
    }

    /** A file is deleted. */
    record DeleteFile(String path) implements Undo {
        @Override
        public String byHand() {
            return "rm '%s'".formatted(path.replace("'", "'\\''"));
        }

        @Override
        public String deed() {
            return "deleted " + path;
        }
    }

    /** A toxic is taken out of a fault proxy. */
    record RemoveToxic(String proxy, String toxic) implements Undo {
        @Override
        public String byHand() {
            return "restart the injector: the fault proxy '%s' opens again without faults".formatted(proxy);
        }

        @Override
        public String deed() {
            return "healed the fault proxy '%s'".formatted(proxy);
        }
    }
}
