package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.complaint.Complaint;

/** Collects what of an experiment has no counterpart in a manifest, or another one. */
record Losses(String pointer, List<Complaint> lost, List<Complaint> changed) {
    static Losses none() {
        return new Losses("", new ArrayList<>(), new ArrayList<>());
    }

    Losses at(Object step) {
        return new Losses(pointer + "/" + step, lost, changed);
    }

    void lose(String message) {
        lost.add(new Complaint(pointer, message));
    }

    void loseIf(boolean there, String field, String message) {
        if (there) {
            at(field).lose(message);
        }
    }

    void change(String message) {
        changed.add(new Complaint(pointer, message));
    }

    void changeIf(boolean there, String field, String message) {
        if (there) {
            at(field).change(message);
        }
    }
}
