import { createRoot } from 'react-dom/client'
import { OutsiderPage } from './OutsiderPage.tsx'

const page = document.getElementById('page')
if (page !== null) createRoot(page).render(<OutsiderPage />)
