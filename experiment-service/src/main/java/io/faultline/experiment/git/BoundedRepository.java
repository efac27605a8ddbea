package io.faultline.experiment.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;

import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;

/** A bare repository for one conversation. A few bytes on the line can mean an object of gigabytes: none so large gets in. */
final class BoundedRepository extends FileRepository {
    private final long largest;

    BoundedRepository(File folder, long largest) throws IOException {
        super(new FileRepositoryBuilder().setGitDir(folder).setBare().setup());
        this.largest = largest;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return new Bounded(super.newObjectInserter(), largest);
    }

    private static final class Bounded extends ObjectInserter.Filter {
        private final ObjectInserter inner;
        private final long largest;

        Bounded(ObjectInserter inner, long largest) {
            this.inner = inner;
            this.largest = largest;
        }

        @Override
        protected ObjectInserter delegate() {
            return inner;
        }

        @Override
        public PackParser newPackParser(InputStream in) throws IOException {
            PackParser parser = inner.newPackParser(in);
            parser.setMaxObjectSizeLimit(largest);
            return parser;
        }
    }
}
