package io.faultline.injector.host;

import java.io.IOException;

import io.faultline.injector.fault.NotReverted;

/** Says of every undo which process it is that could not carry it out. */
final class AnsweringChild {
    private AnsweringChild() {}

    public static void main(String[] args) throws IOException {
        UndoServer.serve(System.in, System.out, _ -> {
            throw new NotReverted(Long.toString(ProcessHandle.current().pid()));
        });
    }
}
