package io.faultline.experiment.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/** The connections of one conversation: each checked before it is made, all of them together bounded in bytes. */
final class GuardedConnections implements HttpConnectionFactory {
    private final Egress egress;
    private final AtomicLong left;

    GuardedConnections(Egress egress, AtomicLong left) {
        this.egress = egress;
        this.left = left;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        egress.check(url.getHost());
        return new Connection(url, left);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        egress.check(url.getHost());
        return proxy == null ? new Connection(url, left) : new Connection(url, proxy, left);
    }

    private static final class Connection extends JDKHttpConnection {
        private final AtomicLong left;

        Connection(URL url, AtomicLong left) throws IOException {
            super(url);
            this.left = left;
        }

        Connection(URL url, Proxy proxy, AtomicLong left) throws IOException {
            super(url, proxy);
            this.left = left;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), left);
        }
    }
}
