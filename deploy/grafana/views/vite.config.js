import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Grafana's own packages are written against version 5 of the router; its scenes, and this page, against version 6.
const modules = fileURLToPath(new URL('node_modules', import.meta.url));
const sources = fileURLToPath(new URL('src/', import.meta.url));
const routerOfGrafana = path.join(modules, '@grafana/ui/node_modules/react-router-dom/esm/react-router-dom.js');

const routers = {
  name: 'routers',
  enforce: 'pre',
  resolveId(source, importer = sources) {
    const ofVersion6 = importer.startsWith(sources) || importer.includes('@grafana/scenes/');
    return source === 'react-router-dom' && !ofVersion6 ? routerOfGrafana : undefined;
  },
};

export default {
  base: './',
  plugins: [routers],
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
  build: { minify: false, reportCompressedSize: false, chunkSizeWarningLimit: 100000, target: 'es2022' },
  resolve: { dedupe: ['react', 'react-dom', 'rxjs', '@grafana/data', '@grafana/ui', '@grafana/runtime'] },
};
