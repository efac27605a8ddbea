package io.faultline.injector.fault.application;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.NotReverted;

/** Takes faults of applications away: what is to be said is in the undo, word for word. */
record Calming(Reach reach) {
    private static final int NOT_FOUND = 404;

    void revert(ApplicationUndo undo) throws NotReverted {
        try {
            if (!reach.isGone(undo.door())) {
                carryOut(undo);
            }
        } catch (IOException e) {
            if (!(undo instanceof ApplicationUndo.CalmMonkey monkey && monkey.kills())) {
                throw new NotReverted("%s is not reached: %s".formatted(undo.door().name(), text(e)), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReverted("interrupted while it was taken away", e);
        }
    }

    private void carryOut(ApplicationUndo undo) throws IOException, InterruptedException, NotReverted {
        switch (undo) {
            case ApplicationUndo.RemoveRemoteToxic toxic -> tell(undo,
                    Call.delete("%s/toxics/%s".formatted(proxy(toxic.proxy()), encoded(toxic.toxic()))));
            case ApplicationUndo.EnableRemoteProxy down ->
                tell(undo, Call.post(proxy(down.proxy()), "{\"enabled\":true}"));
            case ApplicationUndo.CalmMonkey monkey -> {
                tell(undo, Call.post(monkey.enabled() ? "/enable" : "/disable", ""));
                tell(undo, Call.post("/assaults", monkey.assaults()));
                tell(undo, Call.post("/watchers", monkey.watchers()));
            }
        }
    }

    /** What is not there any more needs no mending; a monkey that is not found may only be starting. */
    private void tell(ApplicationUndo undo, Call call) throws IOException, InterruptedException, NotReverted {
        Answer answer = reach.call(undo.door(), call);
        boolean absent = answer.status() == NOT_FOUND && !(undo instanceof ApplicationUndo.CalmMonkey monkey
                && !monkey.kills());
        if (!answer.isFine() && !absent) {
            throw new NotReverted("%s does not take it back: %s".formatted(undo.door().name(), answer.shown()));
        }
    }

    static String proxy(String name) {
        return "/proxies/" + encoded(name);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String text(IOException e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
    }
}
