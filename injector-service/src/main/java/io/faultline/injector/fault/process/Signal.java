package io.faultline.injector.fault.process;

/** What is sent to a process. */
public enum Signal {
    STOP, CONT, TERM, KILL
}
