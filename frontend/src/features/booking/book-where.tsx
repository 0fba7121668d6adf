export { BookWhere as default } from './welcome';
