export const BENCH_ADMIN = { name: 'bench', password: 'bench-password' }
