package io.faultline.injector.fault.process;

/**
 * A process as the machine knows it.
 *
 * @param startedAt the tick it started at: with the pid it names one process for ever, though pids are used again
 * @param stopped whether it is frozen
 */
public record OsProcess(long pid, long startedAt, String commandLine, boolean stopped) {
    private static final int SHOWN = 120;

    /** Its command line, short enough for a line. */
    public String shown() {
        return commandLine.length() <= SHOWN ? commandLine : commandLine.substring(0, SHOWN - 3) + "...";
    }
}
