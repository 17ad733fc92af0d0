package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkAdapterTest extends AdapterContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
