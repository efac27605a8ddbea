package io.faultline.injector.fault;

/** Undos of clusters as text, for whoever carries them out elsewhere: as the journal has them. */
public interface UndoText {
    String write(ClusterUndo undo);

    ClusterUndo undo(String text);
}
