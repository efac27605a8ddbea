package io.faultline.injector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.faultline.injector.fault.network.Proxies;
import io.faultline.injector.fault.network.Proxy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registered fault proxies in Postgres. */
record JdbcProxies(JdbcClient jdbc) implements Proxies {
    @Override
    public void save(Proxy proxy) {
        jdbc.sql("""
                 insert into proxy (name, listen_host, listen_port, upstream_host, upstream_port)
                 values (?, ?, ?, ?, ?)
                 on conflict (name) do update set listen_host = excluded.listen_host,
                     listen_port = excluded.listen_port, upstream_host = excluded.upstream_host,
                     upstream_port = excluded.upstream_port
                 """).params(proxy.name(), proxy.listen().host(), proxy.listen().port(), proxy.upstream().host(),
                proxy.upstream().port()).update();
    }

    @Override
    public boolean delete(String name) {
        return jdbc.sql("delete from proxy where name = ?").param(name).update() == 1;
    }

    @Override
    public Optional<Proxy> find(String name) {
        return jdbc.sql("select * from proxy where name = ?").param(name).query(JdbcProxies::proxy).optional();
    }

    @Override
    public List<Proxy> list(String after, int limit) {
        return jdbc.sql("select * from proxy where name > ? order by name limit ?").params(after, limit)
                .query(JdbcProxies::proxy).list();
    }

    private static Proxy proxy(ResultSet row, int number) throws SQLException {
        return new Proxy(row.getString("name"),
                new Proxy.Address(row.getString("listen_host"), row.getInt("listen_port")),
                new Proxy.Address(row.getString("upstream_host"), row.getInt("upstream_port")));
    }
}
