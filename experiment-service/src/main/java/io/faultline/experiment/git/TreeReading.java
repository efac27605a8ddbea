package io.faultline.experiment.git;

import java.io.IOException;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Fetched;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Takes the wanted files out of a commit, without ever writing one to a disk. */
record TreeReading(Bounds bounds, Taking taking) {
    private static final int DEEPEST = 8;

    Fetched read(Repository repository, ObjectId commit, @Nullable String hostKey) throws IOException {
        try (RevWalk commits = new RevWalk(repository); TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(commits.parseCommit(commit).getTree());
            int entries = 0;
            while (tree.next()) {
                if (++entries > bounds.entries()) {
                    return new Fetched.Failed("it holds more than %d files and folders".formatted(bounds.entries()));
                }
                if (FileMode.TREE.equals(tree.getRawMode(0))) {
                    if (tree.getDepth() < DEEPEST) {
                        tree.enterSubtree();
                    }
                } else {
                    look(tree);
                }
            }
        }
        return taking.done(commit.name(), hostKey);
    }

    private void look(TreeWalk tree) throws IOException {
        FileMode mode = tree.getFileMode(0);
        String path = tree.getPathString();
        if (FileMode.SYMLINK.equals(mode)) {
            taking.link(path, "link");
        } else if (FileMode.GITLINK.equals(mode)) {
            taking.link(path, "submodule");
        } else if (taking.wants(path)) {
            ObjectLoader blob = tree.getObjectReader().open(tree.getObjectId(0), Constants.OBJ_BLOB);
            taking.file(path, blob.getSize(), () -> blob.getBytes(bounds.file()));
        }
    }
}
