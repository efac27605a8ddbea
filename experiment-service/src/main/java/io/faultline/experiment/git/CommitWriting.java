package io.faultline.experiment.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Writes a commit that puts some files beside, or instead of, those there are. */
final class CommitWriting {
    private CommitWriting() {}

    /** The commit; the tip itself if nothing would change. */
    static ObjectId onTop(Repository repository, ObjectId tip, Map<String, String> files, String message, Instant now)
            throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = inserter.newReader();
                RevWalk commits = new RevWalk(reader)) {
            RevCommit parent = commits.parseCommit(tip);
            ObjectId tree = tree(parent, files, inserter, reader);
            if (tree.equals(parent.getTree())) {
                return tip;
            }
            CommitBuilder commit = new CommitBuilder();
            PersonIdent us = new PersonIdent("Faultline", "faultline@localhost", now, ZoneOffset.UTC);
            commit.setTreeId(tree);
            commit.setParentId(tip);
            commit.setAuthor(us);
            commit.setCommitter(us);
            commit.setMessage(message);
            ObjectId made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    private static ObjectId tree(RevCommit parent, Map<String, String> files, ObjectInserter inserter,
            ObjectReader reader) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder all = index.builder();
        all.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, parent.getTree());
        all.finish();
        DirCacheEditor editor = index.editor();
        for (Map.Entry<String, String> file : files.entrySet()) {
            editor.add(put(file.getKey(), inserter.insert(Constants.OBJ_BLOB,
                    file.getValue().getBytes(StandardCharsets.UTF_8))));
        }
        editor.finish();
        return index.writeTree(inserter);
    }

    private static DirCacheEditor.PathEdit put(String path, ObjectId blob) {
        return new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(blob);
            }
        };
    }
}
