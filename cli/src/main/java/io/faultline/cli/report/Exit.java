package io.faultline.cli.report;

/** The exit codes of every command; docs/exit-codes.md and <code>faultline help exit-codes</code> say the same. */
public enum Exit {
    PASSED(0, "passed: done, and what should hold held"), //
    ERROR(1, "error of the tool or the API: nobody there, not found, something went wrong"), //
    USAGE(2, "wrong usage or an invalid file; or you left before the end"), //
    FAILED(3, "the experiment failed: what should hold did not, nobody could tell, or the score is below the gate"), //
    AUTH(4, "no key, or not the right one"), //
    REFUSED(5, "refused before any effect: a guard said no, a blackout window or a halt is in force"), //
    ABORTED(6, "the run was ended early: aborted, halted, a stop condition, or its deadline"), //
    TIMED_OUT(7, "you waited long enough; the run goes on"), //
    STUCK(8, "a fault could not be reverted and may still be in force; never hidden by another code");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
